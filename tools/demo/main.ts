/** Deploys, changes and destroys a team in a room, with the real Pulumi engine and the emulator of Amazon Chime. */
import { cleanEnvironment } from "../project/cleanEnvironment";
import { usePulumiCli } from "../project/pulumiOnPath";
import { Demo } from "./demo";

async function main(): Promise<void> {
  // First: a download or build of the CLI may need the user's settings.
  await usePulumiCli();
  cleanEnvironment();
  // Ctrl+C reaches the Pulumi CLI too. When the CLI has stopped, the demo cleans up.
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort(new Error("Interrupted."));
  });
  const demo = await Demo.start(controller.signal);
  try {
    await demo.deployTeam();
    await demo.removeMember();
    await demo.destroyAfterDrift();
  } finally {
    await demo.close();
  }
  console.log("\nThe demo succeeded. Its files have been removed.");
}

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
