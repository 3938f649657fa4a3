// `npm run test:processes` loads this first, so that every host test uses a plugin process over gRPC.
process.env["PULUMI_CHIME_TEST_HOST"] = "process";
