package main

import (
	"example.com/pulumi-chime/sdk/go/chime"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		accountID := pulumi.String(settings.Require("accountId"))
		roomID := pulumi.String(settings.Require("roomId"))
		benRole := settings.Get("benRole")
		if benRole == "" {
			benRole = "Member"
		}

		ada, err := chime.NewRoomMembership(ctx, "ada", &chime.RoomMembershipArgs{
			AccountId: accountID,
			RoomId:    roomID,
			MemberId:  pulumi.String("6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10"),
			Role:      chime.RoomMembershipRoleAdministrator,
		})
		if err != nil {
			return err
		}
		_, err = chime.NewRoomMembership(ctx, "ben", &chime.RoomMembershipArgs{
			AccountId: accountID,
			RoomId:    roomID,
			MemberId:  pulumi.String("c2e94b17-7d6a-4f58-b3c0-1a2b3c4d5e61"),
			Role:      chime.RoomMembershipRole(benRole),
		})
		if err != nil {
			return err
		}
		ctx.Export("invitedBy", ada.InvitedBy)
		return nil
	})
}
