import { Command, InvalidArgumentError } from "commander";

import { fuzz } from "./fuzz";

// `npm run fuzz`: the long run. The same seed and count give the same inputs.
const program = new Command("fuzz")
  .description("Feeds the emulator with bytes, HTTP and calls, most of them wrong, and counts its answers.")
  .option("--count <number>", "how many inputs", wholeNumber, 100_000)
  .option("--seed <number>", "where they begin", wholeNumber, Date.now() % 2 ** 31)
  .action(run);

program.parseAsync().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function run({ count, seed }: { count: number; seed: number }): Promise<void> {
  console.log(`Fuzzing with ${count} inputs, seed ${seed}.`);
  const started = performance.now();
  let shown = 0;
  const { inputs, answers, heap } = await fuzz(count, seed, (done) => {
    if (done - shown < count / 20) return;
    shown = done;
    console.log(`${done} inputs, ${Math.round((performance.now() - started) / 1000)} s`);
  });
  for (const [answer, times] of [...answers].sort(([, one], [, other]) => other - one)) {
    console.log(`${String(times).padStart(8)} ${answer}`);
  }
  console.log(
    `${inputs} inputs in ${Math.round((performance.now() - started) / 1000)} s, none answered with 500.`,
  );
  console.log(`Heap: ${heap[0]} MiB after a quarter of them, ${heap[1]} MiB at the end.`);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
