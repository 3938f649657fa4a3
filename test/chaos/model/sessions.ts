import type { EmulatorOptions } from "../../../emulator";
import { SharedServer } from "../../../emulator/sharedServer";
import { Host } from "../../support/host";
import type { StartPlugin } from "../support/deploymentPlugins";
import type { ResourceFamily } from "./resourceFamily";
import { MAX_RETRIES, Session } from "./session";
import { Tally } from "./tally";

/** Settings with short waits. */
const SETTINGS = {
  "chime:maxRetries": String(MAX_RETRIES),
  "chime:maxRetrySeconds": "20",
  "chime:requestTimeoutSeconds": "5",
  "chime:readConsistencySeconds": "1",
};

/** Opens a session with its own emulator. */
export type OpenSession = (id: string, options: EmulatorOptions) => { session: Session; close: () => void };

/** Runs work that needs sessions. @param project The folder of the project whose package is used. Default: this repository. */
export async function withSessions<Result>(
  family: ResourceFamily,
  { project, tally = new Tally() }: { project?: string; tally?: Tally },
  work: (open: OpenSession) => Promise<Result>,
): Promise<Result> {
  const server = await SharedServer.start();
  const startPlugin: StartPlugin = (options) => {
    tally.count("plugins");
    return Host.start({
      ...{ ...options, chime: server, config: { ...SETTINGS, ...family.settings }, process: false },
      ...(project === undefined ? {} : { project }),
    });
  };
  try {
    return await work((id, options) => {
      const emulator = server.open(id, options);
      const fixture = family.openFixture(emulator, id, options);
      const session = new Session(family, fixture, startPlugin, tally);
      const close = (): void => {
        emulator.close();
      };
      return { session, close };
    });
  } finally {
    await server.stop();
  }
}
