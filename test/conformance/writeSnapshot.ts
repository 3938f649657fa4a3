import { writeFileSync } from "node:fs";

import { installedFacts, operationsOf, SERVICES, snapshotFile } from "./services";

// `npm run api:snapshot`: writes the schemas in the installed SDK of the emulator's operations. Run it when
// schemas.test.ts fails because the API has changed, or when the emulator gets a new operation. Review the diff.
for (const service of SERVICES.filter((candidate) => operationsOf(candidate).length > 0)) {
  writeFileSync(snapshotFile(service), `${JSON.stringify(installedFacts(service), undefined, 2)}\n`);
  console.log(`Wrote ${snapshotFile(service)}`);
}
