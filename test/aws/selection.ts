/** The services that can be tested on AWS. */
export type TestedService = "rooms" | "channels";

/** The environment variable with the services to test, separated by commas. */
const SELECTION_VARIABLE = "PULUMI_CHIME_TEST_AWS";

/** The name of everything that a run creates, so that the owner of leftovers is known. */
export const TEST_NAME = `pulumi-chime-test-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}`;

/** Skips the tests, with a message, unless the service is selected. Call it in a `before`. */
export function skipUnlessSelected(context: Mocha.Context, service: TestedService): void {
  const selected = (process.env[SELECTION_VARIABLE] ?? "").split(",").map((name) => name.trim());
  if (selected.includes(service)) return;
  console.warn(`      SKIPPED: set ${SELECTION_VARIABLE}=${service} to test on AWS. See CONTRIBUTING.md.`);
  context.skip();
}

/** The value of a required environment variable. */
export function requiredVariable(name: string, description: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set. It must be ${description}.`);
  return value;
}
