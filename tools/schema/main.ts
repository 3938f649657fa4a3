/** Writes the Pulumi package schema that the native plugin serves, into the build. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { version } from "../../package.json";
import { PACKAGE } from "../../schema";
import { pulumiSchema } from "../../schema/pulumiSchema";
import { repositoryOf } from "../package/repository";

const FILE = resolve(__dirname, "../../dist/native/schema.json");

writeFileSync(FILE, JSON.stringify(pulumiSchema(PACKAGE, version, repositoryOf())));
