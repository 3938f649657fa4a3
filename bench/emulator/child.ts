/** The emulator in a child process. */
import { startEmulator } from "../../emulator";
import { serveActions } from "../process/serveActions";
import { actionsOf } from "./actions";

const UNLIMITED = 1_000_000;

async function main(): Promise<void> {
  const chime = await startEmulator({
    quotas: {
      membershipsPerRoom: UNLIMITED,
      membershipsPerProfile: UNLIMITED,
      membershipsPerChannel: UNLIMITED,
    },
  });
  serveActions(actionsOf(chime));
}

void main();
