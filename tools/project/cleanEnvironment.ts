/** The variables of this project's own commands. */
const OWN = /^PULUMI_CHIME_(CACHE|LOAD_|MUTATION_|TEST_)/;

/** The variables of the user's shell that change what Pulumi, the AWS SDK and Node.js do. */
const FOREIGN = /^(AWS_|PULUMI_)|^NODE_OPTIONS$/;

const LOCAL = "127.0.0.1,localhost";

/**
 * Removes the settings of the user's shell, so that the demo, the tests and the benchmark do not depend on them. Proxies stay,
 * because npm and Go may need them, but not for this machine: there the emulator and the engine listen.
 *
 * @param env The environment to change. Default: that of this process, which child processes inherit.
 */
export function cleanEnvironment(env: NodeJS.ProcessEnv = process.env): void {
  // The tests on AWS itself use the shell's credentials.
  if (env["PULUMI_CHIME_TEST_AWS"] !== undefined) return;
  for (const name of Object.keys(env)) {
    if (FOREIGN.test(name) && !OWN.test(name)) Reflect.deleteProperty(env, name);
  }
  for (const name of ["NO_PROXY", "no_proxy"]) {
    const given = env[name] ?? "";
    env[name] = given === "" ? LOCAL : `${given},${LOCAL}`;
  }
}
