import type { Manager } from "../combinations";

/** The configuration and the commands of a package manager. */
interface ManagerCommands {
  /** Its configuration files in the root of the project, by name. */
  files: (workspacePackages: readonly string[]) => Record<string, string>;
  /** Installs and writes the lockfile. */
  install: readonly string[];
  /** Installs from the lockfile, and fails if it does not match package.json. */
  installLocked: readonly string[];
}

/** The configuration and the commands of each package manager. */
export const MANAGERS: Record<Manager, ManagerCommands> = {
  npm: {
    files: () => ({}),
    install: ["install", "--no-audit", "--no-fund"],
    installLocked: ["ci", "--no-audit", "--no-fund"],
  },
  pnpm: {
    // pnpm fails unless its settings allow or deny the install script of protobufjs, a dependency of @pulumi/pulumi.
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
