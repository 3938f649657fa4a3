/** Builds the package pulumi-chime-emulator from emulator/ and packages/emulator/. */
import { resolve } from "node:path";

import { compileEmulator } from "./emulatorPackage";

compileEmulator(resolve(__dirname, "../../packages/emulator")).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
