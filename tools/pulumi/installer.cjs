"use strict";
// Runs the installer of the Automation API in a separate process. The installer has no time limit and cannot be
// aborted, so the caller kills this process, with the shell and the curl that it starts.
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const { SemVer } = require("semver");

const [version, root] = process.argv.slice(2);

PulumiCommand.install({ version: new SemVer(version), root }).catch((error) => {
  // The message of a failed command repeats its output; the stderr of the script is enough.
  console.error(error.commandResult?.err?.stderr || error.message);
  process.exitCode = 1;
});
