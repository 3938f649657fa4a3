import { mkdirSync, rmSync, writeFileSync } from "node:fs";

import { FOLDERS, referencePages } from "./pages";

async function main(): Promise<void> {
  const pages = await referencePages();
  for (const folder of FOLDERS) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  for (const [path, text] of pages) writeFileSync(path, text);
  console.log(`${pages.size} pages are written to ${FOLDERS.join(" and ")}.`);
}

void main();
