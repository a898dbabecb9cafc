import type { ServerResponse } from 'node:http';
import type { Account } from './accounts.ts';
import type { Directory } from './directory.ts';
import { choosePasswordPage, SHORTEST } from './pages/choose-password.ts';
import { pageHeaders } from './pages/layout.ts';
import type { Notice } from './pages/sign-in.ts';
import { hashSecret, secretMatches } from './secrets.ts';

/** Accounts that choose a password, by the uid of the sign-in in which their one-time password was right. */
export type Choosing = Map<string, Account>;

export interface PasswordChoice {
  readonly directory: Directory;
  /** Sign-ins in which a one-time password was right and a password is being chosen, by their uid. */
  readonly choosing: Choosing;
  readonly now: () => number;
}

/** Sign-ins given up in the middle may not fill the memory: beyond this the oldest go. */
const MOST_CHOOSING = 1000;
const LONGEST = 200;

const notice = (zh: string, en: string): Notice => ({ zh, en });

/**
 * Takes the password a person has chosen; true when it is in the place of the one-time one. Else the page is shown, again
 * with the reason, or for the first time when the form had none.
 */
export async function choosePassword(
  { directory: { accounts }, choosing, now }: PasswordChoice,
  account: Account,
  uid: string,
  form: URLSearchParams,
  response: ServerResponse,
  action: string,
): Promise<boolean> {
  for (const oldest of choosing.keys()) if (choosing.size > MOST_CHOOSING) choosing.delete(oldest);
  const chosen = form.get('new_password');
  const fault = chosen === null ? undefined : await faultOf(account, chosen, form.get('again') ?? '');
  if (chosen !== null && fault === undefined) {
    choosing.delete(uid);
    if (await accounts?.choosePassword(account, await hashSecret(chosen), new Date(now()))) return true;
  }
  const isUsed = chosen !== null && fault === undefined;
  response.writeHead(chosen === null ? 200 : 401, pageHeaders());
  response.end(
    choosePasswordPage({
      action,
      username: account.username,
      notice: isUsed
        ? notice('该一次性密码已被使用或换发。', 'This one-time password was used or renewed meanwhile.')
        : fault,
    }),
  );
  return false;
}

async function faultOf(account: Account, chosen: string, again: string): Promise<Notice | undefined> {
  if ([...chosen].length < SHORTEST) {
    return notice(`密码至少 ${SHORTEST} 个字符。`, `A password has ${SHORTEST} characters at least.`);
  }
  if (chosen.length > LONGEST) return notice('密码过长。', 'The password is too long.');
  if (chosen !== again) return notice('两次输入不一致。', 'The two are not the same.');
  if (chosen.toLowerCase() === account.username) return notice('密码不能与用户名相同。', 'Not your user name.');
  if (await secretMatches(account.secretHash, chosen)) {
    return notice('请勿沿用一次性密码。', 'Choose another than the one-time password.');
  }
  return undefined;
}
