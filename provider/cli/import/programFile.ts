import type { ImportedList, NamedMember } from "./importFile";
import type { ImportedEntity, ImportedMember, ListSource } from "./importSource";
import { quoted, References } from "./references";

/** What a program declares. */
export interface ProgramContents {
  /** The resources besides the members, in an order in which each refers to earlier ones only. */
  readonly entities: readonly ImportedEntity[];
  readonly lists: readonly ImportedList[];
}

/** The TypeScript that declares the resources. */
export function programFileOf({ entities, lists }: ProgramContents): string {
  const references = new References();
  const declarations = entityDeclarations(entities, references);
  for (const { source, members, roster } of lists.filter((list) => list.members.length > 0)) {
    declarations.push(
      roster === undefined
        ? membershipsDeclaration(source, members, references)
        : rosterDeclaration(source, members, references, roster),
    );
  }
  const notice = hasPersonalData(
    entities,
    lists.flatMap(({ members }) => members),
  )
    ? "// This file contains the names of people, which are personal data.\n"
    : "";
  return `${notice}import * as chime from "pulumi-chime";\n\n${declarations.join("\n\n")}\n`;
}

/** Whether the program contains personal data: the names of people, which are there on request only. */
export function hasPersonalData(
  entities: readonly ImportedEntity[],
  members: readonly ImportedMember[],
): boolean {
  return (
    entities.some(({ sensitive }) => sensitive.length > 0) ||
    members.some(({ displayName }) => displayName !== undefined)
  );
}

function entityDeclarations(entities: readonly ImportedEntity[], references: References): string[] {
  const users = entities.filter(isUser);
  return entities.flatMap((entity) => {
    if (entity === users[0]) return usersDeclaration(users, references);
    return isUser(entity) ? [] : [entityDeclaration(entity, references)];
  });
}

function isUser({ kind }: ImportedEntity): boolean {
  return kind === "AppInstanceUser";
}

// A delete also deletes the messages in it, so that it must be asked for.
function entityDeclaration(entity: ImportedEntity, references: References): string {
  const { kind, expression, resourceName, args } = entity;
  const properties = references.propertiesOf(args).map((property) => `    ${property},\n`);
  references.add(entity);
  return `const ${expression} = new chime.${kind}(
  ${quoted(resourceName)},
  {
${properties.join("")}  },
  { protect: true },
);`;
}

function usersDeclaration(users: readonly ImportedEntity[], references: References): string[] {
  const appInstanceArn = users[0]?.args["appInstanceArn"];
  const known = references.expressionOf("appInstanceArn", appInstanceArn);
  const constant = known === quoted(appInstanceArn) ? [`const appInstanceArn = ${known};`] : [];
  if (constant.length > 0) references.set("appInstanceArn", appInstanceArn, "appInstanceArn");
  const lines = users.map(({ kind, resourceName, args }) => {
    const properties = references.propertiesOf(args).join(", ");
    const key = quoted(args["appInstanceUserId"]);
    return `  ${key}: new chime.${kind}(${quoted(resourceName)}, { ${properties} }),\n`;
  });
  for (const user of users) references.add(user);
  return [...constant, `const users = {\n${lines.join("")}};`];
}

function membershipsDeclaration(
  source: ListSource,
  members: readonly NamedMember[],
  references: References,
): string {
  const { schema, kinds, noun } = source;
  const lines = members.map(
    (member) => `  ${quoted(member.resourceName)}: ${memberLine(source, member, references)}\n`,
  );
  const properties = references.propertiesOf(source.parent).map((property) => `    ${property},\n`);
  const names = [schema.memberProperty, ...(schema.role ? [schema.role.property] : [])];
  const type = `Pick<chime.${kinds.membership}Args, ${names.map(quoted).join(" | ")}>`;
  return `${explanationOf(source)}
const ${noun}s: Record<string, ${type}> = {
${lines.join("")}};

for (const [name, ${noun}] of Object.entries(${noun}s)) {
  new chime.${kinds.membership}(name, {
${properties.join("")}    ...${noun},
  });
}`;
}

function rosterDeclaration(
  source: ListSource,
  members: readonly NamedMember[],
  references: References,
  name: string,
): string {
  const properties = references.propertiesOf(source.parent).map((property) => `  ${property},\n`);
  const itemOf = source.schema.role === undefined ? idLine : memberLine;
  const lines = members.map((member) => `    ${itemOf(source, member, references)}\n`);
  return `${explanationOf(source)}
new chime.${source.kinds.roster}(${quoted(name)}, {
${properties.join("")}  members: [
${lines.join("")}  ],
});`;
}

function explanationOf({ inWords, noun }: ListSource): string {
  return `// ${inWords}, as \`pulumi-chime import\` found them. To remove ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}, delete its line and
// run \`pulumi up\`.`;
}

function idLine({ schema }: ListSource, member: ImportedMember, references: References): string {
  return `${references.expressionOf(schema.memberProperty, member.memberId)},${commentOf(member)}`;
}

function memberLine({ schema }: ListSource, member: ImportedMember, references: References): string {
  const { memberId, role } = member;
  const isDefault = role === schema.role?.default;
  const properties = references.propertiesOf({
    [schema.memberProperty]: memberId,
    ...(isDefault || !schema.role ? {} : { [schema.role.property]: role }),
  });
  return `{ ${properties.join(", ")} },${commentOf(member)}`;
}

// Behind `User: `, a name cannot be a directive of a compiler or linter, such as @ts-ignore.
function commentOf({ memberType = "", displayName }: ImportedMember): string {
  const type = /^\w+$/.test(memberType) ? memberType : "Member";
  if (displayName !== undefined) return ` // ${type}: ${inComment(displayName)}`;
  return ["Member", "User"].includes(type) ? "" : ` // ${type}`;
}

// A line break would end the comment, and a control character for the direction of text could hide what follows.
function inComment(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
