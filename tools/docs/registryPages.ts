import { version } from "../../package.json";
import { fullDescription } from "../../schema/description";
import type { PackageSpec } from "../../schema/model";
import { CHANNEL_MEMBERSHIP } from "../../schema/channels/channelMembership";
import { exampleOf } from "../../schema/examples";
import { exampleLanguages } from "../../schema/examples/languages";
import { goImportPath, nativeSettings, pluginServer } from "../../schema/pulumiSchema";
import { repositoryOf } from "../package/repository";
import { code, GENERATED } from "./markdown";

const REPOSITORY = repositoryOf() ?? "OWNER/NAME";
const GUIDES = `https://github.com/${REPOSITORY}/blob/main/docs`;

/** The overview in the Pulumi Registry: https://github.com/pulumi/registry, `.github/pull_request_template.md`. */
export function registryOverview({ types, resources }: PackageSpec): string[] {
  const languages = exampleLanguages(goImportPath(repositoryOf()));
  const names = languages.map(({ name }) => name).join(",");
  return [
    frontMatter(
      "Amazon Chime",
      "Manages the members of Amazon Chime SDK messaging channels and Amazon Chime rooms.",
    ),
    GENERATED,
    "The Amazon Chime provider manages the members of Amazon Chime SDK messaging channels and of Amazon Chime rooms. `pulumi up` adds and " +
      "updates members. A membership that leaves the program is removed. The provider also has rosters, moderators, bans, administrators, " +
      "and the app instances, users, bots and channels that channel memberships need.",
    "## Example",
    "A member of a channel. Every call about a channel is made as a user of the app instance, the `chimeBearer`:",
    `{{< chooser language "${names}" >}}`,
    ...languages.map((language) =>
      [
        `{{% choosable language ${language.name} %}}`,
        code(language.name, exampleOf(types, CHANNEL_MEMBERSHIP, language)),
        "{{% /choosable %}}",
      ].join("\n\n"),
    ),
    "{{< /chooser >}}",
    "## Resources",
    resources.map(({ name, description }) => `- \`${name}\`: ${description}`).join("\n"),
    "## More",
    `[The documentation](${GUIDES}/README.md) has a page for each resource with its IAM permissions, and guides about settings, errors, ` +
      "import, rosters and an emulator of Amazon Chime for tests.",
  ];
}

/** The page about installation and configuration in the Pulumi Registry. */
export function registryInstallation({ provider }: PackageSpec): string[] {
  return [
    frontMatter(
      "Amazon Chime Installation & Configuration",
      "How to install and configure the Amazon Chime provider.",
    ),
    GENERATED,
    ...installation(),
    ...credentials(),
    "## Configuration reference",
    "All settings are optional. The arguments of an explicit provider have the same names without `chime:`.",
    settingsTable(provider),
  ];
}

function installation(): string[] {
  const released = '{ skip: "needs a release on GitHub" }';
  const server = pluginServer(REPOSITORY);
  return [
    "## Installation",
    [
      "- JavaScript and TypeScript: the package [`pulumi-chime`](https://www.npmjs.com/package/pulumi-chime), which needs no plugin.",
      "- Python, Go, .NET and Java: `pulumi package add` generates the SDK in your project.",
      "- YAML: no SDK is needed.",
    ].join("\n"),
    "Install the plugin. It needs Node.js 20 or later with npm:",
    code("sh", `pulumi plugin install resource chime ${version} --server ${server}`, released),
    "Generate the SDK:",
    code("sh", `pulumi package add chime@${version}`, released),
    "The SDK has the address of the plugin. Where the plugin is missing, as in CI, Pulumi installs it by itself.",
    `[Other languages](${GUIDES}/guides/other-languages.md) shows how to install the plugin from a clone of the repository, and what ` +
      "differs from the npm package.",
  ];
}

function credentials(): string[] {
  const inEnvironment = [
    "export AWS_ACCESS_KEY_ID=YOUR-ACCESS-KEY-ID",
    "export AWS_SECRET_ACCESS_KEY=YOUR-SECRET-ACCESS-KEY",
  ];
  const inStack = [
    "pulumi config set chime:accessKey YOUR-ACCESS-KEY-ID --secret",
    "pulumi config set chime:secretKey YOUR-SECRET-ACCESS-KEY --secret",
  ];
  const needsAccount = '{ skip: "needs an AWS account" }';
  return [
    "## Credentials",
    "The provider uses the credentials of the AWS SDK. Set them in the environment:",
    code("sh", inEnvironment.join("\n"), needsAccount),
    "Or set them in the configuration of the stack:",
    code("sh", inStack.join("\n"), needsAccount),
    "A profile or a role also works: `pulumi config set chime:profile prod`. The plugin does not get settings under `aws:`.",
    `[Security](${GUIDES}/guides/security.md) lists the IAM permissions.`,
  ];
}

function frontMatter(title: string, description: string): string {
  return ["---", `title: ${title}`, `meta_desc: ${description}`, "layout: package", "---"].join("\n");
}

function settingsTable(provider: PackageSpec["provider"]): string {
  const rows = Object.entries(nativeSettings(provider)).map(
    ([name, property]) => `| \`chime:${name}\` | ${cell(fullDescription(property))} |`,
  );
  return ["| setting | meaning |", "| --- | --- |", ...rows].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
