import { spawnSync } from "node:child_process";

// `npm run audit`: lists known vulnerabilities in the dependencies that users install. A registry that does not support
// audits is not a failure.
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
    "NOT AUDITED: the registry is not reachable or does not support npm audit. Run `npm run audit` with another registry.",
  );
} else {
  console.error(stdout + stderr);
  process.exitCode = 1;
}
