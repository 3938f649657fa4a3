/** Deploys, changes and destroys a team in a room, with the real Pulumi engine and the emulator of Amazon Chime. */
import { cleanEnvironment } from "../project/cleanEnvironment";
import { usePulumiCli } from "../project/pulumiOnPath";
import { Demo } from "./demo";

async function main(): Promise<void> {
  // First: a download or build of the CLI may need the user's settings.
  await usePulumiCli();
  cleanEnvironment();
  // The Pulumi CLI receives the signal too. When it has stopped, the demo cleans up.
  const interrupt = new AbortController();
  process.once("SIGINT", () => {
    interrupt.abort(new Error("It was interrupted."));
  });
  const demo = await Demo.start(interrupt.signal);
  try {
    await demo.deployTeam();
    await demo.removeMember();
    await demo.destroyAfterDrift();
  } finally {
    await demo.end();
  }
  console.log("\nThe demo succeeded, and its files are removed.");
}

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
