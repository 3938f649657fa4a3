import type { EmulatorOptions } from "../../../emulator";
import { SharedServer } from "../../../emulator/sharedServer";
import { Host } from "../../support/host";
import { DeploymentEngines } from "../support/deploymentEngines";
import { HostPool } from "../support/hostPool";
import type { ResourceFamily } from "./resourceFamily";
import { MAX_RETRIES, Session } from "./session";
import { Tally } from "./tally";

/** Settings with short waits. The retry mode is `standard`, because several sequences share a plugin process. */
const SETTINGS = {
  "chime:maxRetries": String(MAX_RETRIES),
  "chime:maxRetrySeconds": "20",
  "chime:requestTimeoutSeconds": "5",
  "chime:readConsistencySeconds": "1",
  "chime:retryMode": "standard",
};

/** Opens a session with its own emulator. */
export type OpenSession = (id: string, options: EmulatorOptions) => { session: Session; close: () => void };

/** Runs work that needs sessions. All sessions share the plugin processes. */
export async function withSessions<Result>(
  family: ResourceFamily,
  { project, tally = new Tally() }: { project?: string; tally?: Tally },
  work: (open: OpenSession) => Promise<Result>,
): Promise<Result> {
  const server = await SharedServer.start();
  const engines = new DeploymentEngines();
  const hosts = new HostPool(async ({ deployment, recover }) =>
    Host.start({
      ...{ chime: server, config: { ...SETTINGS, ...family.settings } },
      ...(project === undefined ? {} : { project }),
      engine: await engines.addressOf(deployment),
      // Hosts in this process share its environment, so each of them must set the variable. An empty value has no
      // effect.
      env: { PULUMI_CHIME_RECOVER: recover ? "true" : "" },
    }),
  );
  try {
    return await work((id, options) => {
      const emulator = server.open(id, options);
      const fixture = family.openFixture(emulator, id, options);
      const session = new Session(family, fixture, hosts, tally, engines);
      const close = (): void => {
        emulator.close();
      };
      return { session, close };
    });
  } finally {
    tally.count("plugin processes", hosts.size);
    await hosts.stop();
    await engines.stop();
    await server.stop();
  }
}
