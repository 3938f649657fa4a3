// `npm run test:processes` loads this first: every host test then drives a plugin process over gRPC.
process.env["PULUMI_CHIME_TEST_HOST"] = "process";
