import { Command, InvalidArgumentError } from "commander";

import { fuzz } from "./fuzz";

// `npm run fuzz`: the long run. The same seed and count generate the same inputs.
const program = new Command("fuzz")
  .description(
    "Sends bytes, HTTP requests and calls, most of them invalid, to the emulator, and counts its replies.",
  )
  .option("--count <number>", "number of inputs", parseInteger, 100_000)
  .option("--seed <number>", "seed of the random inputs", parseInteger, Date.now() % 2 ** 31)
  .action(run);

program.parseAsync().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function run({ count, seed }: { count: number; seed: number }): Promise<void> {
  console.log(`Fuzzing with ${count} inputs, seed ${seed}.`);
  const started = performance.now();
  let lastShown = 0;
  const { inputs, replies, heap } = await fuzz(count, seed, (done) => {
    if (done - lastShown < count / 20) return;
    lastShown = done;
    console.log(`${done} inputs, ${Math.round((performance.now() - started) / 1000)} s`);
  });
  for (const [reply, times] of [...replies].sort(([, a], [, b]) => b - a)) {
    console.log(`${String(times).padStart(8)} ${reply}`);
  }
  console.log(
    `${inputs} inputs in ${Math.round((performance.now() - started) / 1000)} s. No reply had a status of 500 or above.`,
  );
  console.log(`Heap: ${heap[0]} MiB after a quarter of the inputs, ${heap[1]} MiB at the end.`);
}

function parseInteger(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be an integer of at least 0.");
  return Number(text);
}
