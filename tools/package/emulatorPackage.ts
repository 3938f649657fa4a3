import { cp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import { command } from "./command";

const REPOSITORY = resolve(__dirname, "../..");
const SOURCE = join(REPOSITORY, "packages/emulator");

/** Compiles emulator/ into `folder`/dist, and copies the page, the seeds and the license there, which npm publishes with it. */
export async function compileEmulator(folder: string): Promise<void> {
  for (const made of ["dist", "seeds"]) await rm(join(folder, made), { recursive: true, force: true });
  const args = [require.resolve("typescript/bin/tsc"), "--project", SOURCE, "--outDir", join(folder, "dist")];
  await command(process.execPath, args, { cwd: REPOSITORY, env: process.env });
  await cp(join(REPOSITORY, "emulator/admin/page.html"), join(folder, "dist/admin/page.html"));
  await cp(join(REPOSITORY, "emulator/seeds"), join(folder, "seeds"), { recursive: true });
  await cp(join(REPOSITORY, "LICENSE"), join(folder, "LICENSE"));
}
