import { createHash } from "node:crypto";

/**
 * A short form of an Amazon Chime id for the name of a resource: the first eight digits of a UUID; any other id in
 * full, with `-` instead of characters that a name cannot contain.
 */
export function shortForm(id: string): string {
  return UUID.test(id) ? id.slice(0, 8) : longForm(id);
}

/**
 * The names of the resources by member id, such as `PREFIX-6a1d8c52`. They do not depend on the order of the ids. Two ids
 * with the same short form both get a longer name.
 */
export function resourceNames(prefix: string, memberIds: readonly string[]): Map<string, string> {
  const uses = new Map<string, number>();
  for (const form of memberIds.flatMap(formsOf)) uses.set(form, (uses.get(form) ?? 0) + 1);
  return new Map(
    memberIds.map((id) => {
      const form = formsOf(id).find((candidate) => uses.get(candidate) === 1) ?? uniqueForm(id);
      return [id, `${prefix}-${form}`];
    }),
  );
}

/** The name of a resource, such as `user-u-1`. It depends on nothing but the id. */
export function fullName(prefix: string, id: string): string {
  return `${prefix}-${longForm(id) === id ? id : uniqueForm(id)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// The shortest first. The last one is unique.
function formsOf(id: string): string[] {
  return [...new Set([shortForm(id), longForm(id), uniqueForm(id)])];
}

function longForm(id: string): string {
  return id.replace(/[^A-Za-z0-9_.]+/g, "-");
}

function uniqueForm(id: string): string {
  return `${longForm(id)}-${createHash("sha256").update(id).digest("hex").slice(0, 16)}`;
}
