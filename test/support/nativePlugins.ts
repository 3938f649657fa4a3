// `npm run test:native` loads this first, so that every host test uses the native plugin.
process.env["PULUMI_CHIME_TEST_HOST"] = "native";
