import { spawnSync } from "node:child_process";

// `npm run audit`: known vulnerabilities in what users install. Not every registry answers that question; where it
// does not, this says so in a way that nobody takes for a clean bill of health.
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
    "NOT AUDITED: this registry does not answer npm audit. Run `npm run audit` where it can be reached.",
  );
} else {
  console.error(stdout + stderr);
  process.exitCode = 1;
}
