import { spawnSync } from "node:child_process";

// `npm run audit`: known vulnerabilities in the dependencies of users. Some registries do not support audits; then this
// prints that nothing was audited.
const { status, stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev"], {
  encoding: "utf8",
  timeout: 120_000,
});
if (status === 0) {
  console.log(stdout);
} else if (
  /audit endpoint returned an error|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/.test(stderr) ||
  status === null
) {
  console.log(
    "NOT AUDITED: this registry does not support npm audit. Run `npm run audit` with another registry.",
  );
} else {
  console.error(stdout + stderr);
  process.exitCode = 1;
}
