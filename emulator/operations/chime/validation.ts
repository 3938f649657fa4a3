import { badRequest } from "../../http/errors";
import type { Role } from "../../seed";
import type { RoutedRequest } from "../operation";
import { required, string } from "../validation";

/** The pattern of every id of the API. */
const NON_EMPTY = /^.*\S.*$/;
const ROLES: readonly string[] = ["Administrator", "Member"] satisfies Role[];

/** A label of the path, checked against the pattern of ids. */
export function label(request: RoutedRequest, name: string): string {
  return id(request.labels[name], name);
}

/** A string that is an id. */
export function id(value: unknown, name: string): string {
  const given = required(string(value, name), name);
  if (!NON_EMPTY.test(given)) throw badRequest(`${name} must match the pattern .*\\S.*`);
  return given;
}

/** A role, or nothing. */
export function role(value: unknown): Role | undefined {
  const given = string(value, "Role");
  if (given === undefined || isRole(given)) return given;
  throw badRequest("Role must be one of Administrator, Member.");
}

function isRole(value: string): value is Role {
  return ROLES.includes(value);
}
