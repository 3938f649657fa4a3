/** The backend in a child process. */
import { serveActions } from "../process/serveActions";
import { startBackend } from "./backend";
import { actionsOf } from "./actions";

void startBackend().then((backend) => {
  serveActions(actionsOf(backend));
});
