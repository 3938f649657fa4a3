/** Shows the life of a team in a room: on the real Pulumi engine, against the emulator of Amazon Chime. */
import { Demo } from "./demo";

async function main(): Promise<void> {
  // The Pulumi CLI gets the signal too, and stops in its own time; then the demo tidies up behind it.
  const interrupt = new AbortController();
  process.once("SIGINT", () => {
    interrupt.abort(new Error("It was interrupted."));
  });
  const demo = await Demo.start(interrupt.signal);
  try {
    await demo.bringUpTheTeam();
    await demo.takeOneLineOut();
    await demo.destroyWithSomebodyGone();
  } finally {
    await demo.end();
  }
  console.log("\nAll of it was as it should be, and nothing is left behind.");
}

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
