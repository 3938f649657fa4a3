import type { Note } from "../../schema/model";

/** The comment in each page that is written from the schema. */
export const GENERATED = "<!-- Written by `npm run docs:pages` from schema/. Do not edit. -->";

/** The file name of a page, without its ending: `channel-membership` for `ChannelMembership`. */
export function slugOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** A block of code. The comment before it tells the tests what to do with it. */
export function code(language: string, text: string, directive?: string): string {
  const block = `\`\`\`${language}\n${text.trim()}\n\`\`\``;
  return directive === undefined ? block : `<!-- test: ${directive} -->\n\n${block}`;
}

/** The notes, as a list. */
export function noteList(notes: readonly Note[]): string {
  return notes.map(([title, text]) => `- **${title}.** ${text}`).join("\n");
}
