import { createHash } from "node:crypto";

/**
 * A short form of an Amazon Chime id, for names that people read: the first eight digits of a UUID; of anything else
 * all of it, with `-` for what has no place in a name.
 */
export function shortForm(id: string): string {
  return UUID.test(id) ? id.slice(0, 8) : longForm(id);
}

/**
 * The names of the resources of some members, by member id: `PREFIX-6a1d8c52`. They depend on the ids alone, not on
 * their order. Where two of them would have the same name, both get a longer one.
 */
export function resourceNames(prefix: string, memberIds: readonly string[]): Map<string, string> {
  const users = new Map<string, number>();
  for (const schema of memberIds.flatMap(formsOf)) users.set(schema, (users.get(schema) ?? 0) + 1);
  return new Map(
    memberIds.map((id) => {
      const ownForm = formsOf(id).find((schema) => users.get(schema) === 1) ?? uniqueForm(id);
      return [id, `${prefix}-${ownForm}`];
    }),
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// From the shortest to the one that no two ids share.
function formsOf(id: string): string[] {
  return [...new Set([shortForm(id), longForm(id), uniqueForm(id)])];
}

function longForm(id: string): string {
  return id.replace(/[^A-Za-z0-9_.]+/g, "-");
}

function uniqueForm(id: string): string {
  return `${longForm(id)}-${createHash("sha256").update(id).digest("hex").slice(0, 16)}`;
}
