/** Builds the package pulumi-chime-emulator from emulator/ and packages/emulator/. */
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../..");
const PACKAGE = join(REPOSITORY, "packages/emulator");

for (const folder of ["dist", "seeds"]) rmSync(join(PACKAGE, folder), { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "--project", PACKAGE], {
  stdio: "inherit",
});
cpSync(join(REPOSITORY, "emulator/admin/page.html"), join(PACKAGE, "dist/admin/page.html"));
cpSync(join(REPOSITORY, "emulator/seeds"), join(PACKAGE, "seeds"), { recursive: true });
cpSync(join(REPOSITORY, "LICENSE"), join(PACKAGE, "LICENSE"));
