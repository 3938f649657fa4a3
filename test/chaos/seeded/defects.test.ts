import { PackageCopy } from "../support/packageCopy";
import { DEFECTS } from "./defects";

describe("The mistakes on which the tests are tried, `npm run chaos -- seeded`,", () => {
  it("can all be put into the package as it is", async function () {
    this.timeout(60_000);
    const copy = await PackageCopy.make();
    try {
      for (const { file, text, replacement } of DEFECTS) await copy.change(file, text, replacement);
    } finally {
      await copy.remove();
    }
  });
});
