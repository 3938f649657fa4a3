import { writeFileSync } from "node:fs";

import { installedFacts, operationsOf, SERVICES, snapshotFile } from "./services";

// `npm run api:snapshot`: notes what the installed SDK says of every operation that the emulator has. To be run, and
// its difference read, when schemas.test.ts says that the API has changed, or when the emulator has a new operation.
for (const service of SERVICES.filter((candidate) => operationsOf(candidate).length > 0)) {
  writeFileSync(snapshotFile(service), `${JSON.stringify(installedFacts(service), undefined, 2)}\n`);
  console.log(`Wrote ${snapshotFile(service)}`);
}
