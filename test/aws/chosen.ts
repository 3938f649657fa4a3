/** What can be tried on AWS itself. */
export type Service = "rooms" | "channels";

/** The variable of the environment that says what is to be tried there, with commas between. */
const SWITCH = "PULUMI_CHIME_TEST_AWS";

/** A name for what a run makes, so that somebody who finds it knows whose it was. */
export const TEST_NAME = `pulumi-chime-test-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}`;

/** To be called in a `before`: skips what comes after it, and says so, unless it was asked for. */
export function onlyIfChosen(context: Mocha.Context, service: Service): void {
  const chosen = (process.env[SWITCH] ?? "").split(",").map((name) => name.trim());
  if (chosen.includes(service)) return;
  console.warn(
    `      SKIPPED: not tried on AWS itself. ${SWITCH}=${service} does that: see CONTRIBUTING.md.`,
  );
  context.skip();
}

/** A variable of the environment that has to be set. */
export function needed(name: string, what: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set: ${what}.`);
  return value;
}
