import type { NamedMember } from "./importFile";
import type { ImportedMember, ImportSource } from "./importSource";

/** The TypeScript that declares these memberships: a table and a loop, or one declaration for a single member. */
export function programFileOf(source: ImportSource, memberships: readonly NamedMember[]): string {
  const [first, ...others] = memberships;
  return IMPORT_LINE + (first && others.length === 0 ? single(source, first) : table(source, memberships));
}

/** The TypeScript that declares these members as one roster. */
export function rosterProgramOf(
  source: ImportSource,
  name: string,
  members: readonly ImportedMember[],
): string {
  return `${IMPORT_LINE}${explanationOf(source)}
new chime.${source.kinds.roster}(${quoted(name)}, {
${parentOf(source)}
  members: [
${members.map((member) => `    ${memberOf(source, member)}`).join("\n")}
  ],
});
`;
}

const IMPORT_LINE = 'import * as chime from "pulumi-chime";\n\n';

function single(source: ImportSource, member: NamedMember): string {
  const properties = propertiesOf(source, member).map((property) => `  ${property},`);
  return `// A member of ${source.program.parentKind}, as \`pulumi-chime import\` found it.
new chime.${source.kinds.membership}(${quoted(member.resourceName)}, {
${[parentOf(source), ...properties].join("\n")}
});
`;
}

function table(source: ImportSource, memberships: readonly NamedMember[]): string {
  const { program, schema, kinds } = source;
  return `const ${program.variable} = {
${parentOf(source)}
};

${explanationOf(source)}
const members: Record<string, { ${schema.memberProperty}: string; ${schema.roleProperty}?: ${program.roleType} }> = {
${memberships.map((member) => `  ${quoted(member.resourceName)}: ${memberOf(source, member)}`).join("\n")}
};

for (const [name, member] of Object.entries(members)) {
  new chime.${kinds.membership}(name, { ...${program.variable}, ...member });
}
`;
}

function explanationOf({ program: { variable } }: ImportSource): string {
  return `// The members of the ${variable}, as \`pulumi-chime import\` found them. To remove a member, delete its line and
// run \`pulumi up\`.`;
}

function parentOf({ parent }: ImportSource): string {
  return Object.entries(parent)
    .map(([name, value]) => `  ${name}: ${quoted(value)},`)
    .join("\n");
}

function memberOf(source: ImportSource, member: ImportedMember): string {
  // A line break in a value of the service would end the comment.
  const note = /^\w+$/.test(member.note ?? "") ? ` // ${member.note}` : "";
  return `{ ${propertiesOf(source, member).join(", ")} },${note}`;
}

function propertiesOf({ schema }: ImportSource, { memberId, role }: ImportedMember): string[] {
  const named = `${schema.memberProperty}: ${quoted(memberId)}`;
  return role === schema.defaultRole ? [named] : [named, `${schema.roleProperty}: ${quoted(role)}`];
}

// A JSON string is a TypeScript string.
function quoted(text: string): string {
  return JSON.stringify(text);
}
