"use strict";
// The Automation API's installer in a process of its own: it takes no time limit and no way to stop it, and
// the shell and the curl that it starts would outlive a promise that is merely forgotten.
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const { SemVer } = require("semver");

const [version, root] = process.argv.slice(2);

PulumiCommand.install({ version: new SemVer(version), root }).catch((error) => {
  // The message of a failed command says everything three times; what the script itself said is inside.
  console.error(error.commandResult?.err?.stderr || error.message);
  process.exitCode = 1;
});
