module chime-go

go 1.25

require (
	example.com/pulumi-chime/sdk/go v0.0.0
	github.com/pulumi/pulumi/sdk/v3 v3.256.0
)

replace example.com/pulumi-chime/sdk/go => ./sdks/chime
