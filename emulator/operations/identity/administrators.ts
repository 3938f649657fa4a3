import { findAppInstance } from "../findAppInstance";
import type { EntryList } from "../entries";
import type { Context, RoutedRequest } from "../operation";
import { arnOf } from "../sdkConstraints";

/** The app instance and the administrator in the path of a request. */
export function administratorInPath({ labels }: RoutedRequest): { arn: string; adminArn: string } {
  return {
    arn: arnOf(labels["AppInstanceArn"], "AppInstanceArn", undefined),
    adminArn: arnOf(labels["AppInstanceAdminArn"], "AppInstanceAdminArn", "user", "bot"),
  };
}

/**
 * The administrators of an app instance.
 *
 * @throws ForbiddenException, or NotFoundException according to the rules
 */
export function findAdministrators(context: Context, appInstanceArn: string): EntryList {
  const instance = findAppInstance(context, appInstanceArn);
  return { instance, entries: instance.administrators, noun: "administrator" };
}
