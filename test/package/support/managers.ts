import type { Manager } from "../combinations";

/** How a package manager is used. */
interface ManagerUse {
  /** Its settings, in the root of what it installs: texts by file name. */
  files: (workspacePackages: readonly string[]) => Record<string, string>;
  /** Installs, and writes the lockfile. */
  install: readonly string[];
  /** Installs what the lockfile says, and fails where that is not what package.json says. */
  installLocked: readonly string[];
}

/** How each package manager is used, by people and by their continuous integration. */
export const MANAGERS: Record<Manager, ManagerUse> = {
  npm: {
    files: () => ({}),
    install: ["install", "--no-audit", "--no-fund"],
    installLocked: ["ci", "--no-audit", "--no-fund"],
  },
  pnpm: {
    // pnpm fails until it is told whether to run the install script of protobufjs, which @pulumi/pulumi brings.
    files: (workspacePackages) => ({
      "pnpm-workspace.yaml": JSON.stringify({
        ...(workspacePackages.length > 0 ? { packages: workspacePackages } : {}),
        allowBuilds: { protobufjs: false },
      }),
    }),
    install: ["install", "--no-frozen-lockfile"],
    installLocked: ["install", "--frozen-lockfile"],
  },
  yarn: {
    // Pulumi's language host looks for packages in node_modules.
    files: () => ({ ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n", "yarn.lock": "" }),
    install: ["install", "--no-immutable"],
    installLocked: ["install", "--immutable"],
  },
};
