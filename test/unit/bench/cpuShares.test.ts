import assert from "node:assert/strict";
import type { Profiler } from "node:inspector";

import { cpuShares } from "../../../bench/profile/cpuShares";

describe("cpuShares", () => {
  it("counts functions of Node.js for the package that called them, and leaves out the time of waiting", () => {
    const node = (
      id: number,
      functionName: string,
      url: string,
      children: number[],
    ): Profiler.ProfileNode => ({
      id,
      callFrame: { functionName, url, scriptId: "0", lineNumber: 0, columnNumber: 0 },
      children,
    });
    const profile: Profiler.Profile = {
      startTime: 0,
      endTime: 0,
      nodes: [
        node(1, "(root)", "", [2, 3, 4, 5, 8]),
        node(2, "(idle)", "", []),
        node(3, "(garbage collector)", "", []),
        node(4, "onread", "node:net", []),
        node(5, "append", "file:///project/dist/ownership/ledger.js", [6, 7]),
        node(6, "open", "", []),
        node(7, "send", "file:///project/node_modules/@smithy/core/index.js", []),
        node(8, "respond", "file:///project/node_modules/@grpc/grpc-js/server.js", []),
      ],
      samples: [2, 3, 4, 5, 6, 7, 8],
      timeDeltas: [900, 5, 10, 15, 20, 20, 30],
    };
    assert.deepEqual(cpuShares(profile), {
      "this package": 0.35,
      "AWS SDK": 0.2,
      "Pulumi and gRPC": 0.3,
      "Node.js": 0.1,
      "garbage collection": 0.05,
    });
  });
});
