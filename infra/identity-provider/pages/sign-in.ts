import { fullName, type RealmUser, type Team } from '../realm.ts';
import { escape, page } from './layout.ts';

/** Something the visitor must read, in both languages. */
export interface Notice {
  readonly zh: string;
  readonly en: string;
}

export interface SignInPage {
  /** Address the form posts to. */
  readonly action: string;
  readonly username: string;
  readonly password: string;
  readonly notice: Notice | undefined;
  /** The people of the sample, offered for one-click filling. */
  readonly teams: readonly Team[];
}

function personLine(user: RealmUser, action: string, chosen: string): string {
  const description = user.attributes?.['description']?.[0] ?? '';
  const current = user.username === chosen ? ' aria-current="true"' : '';
  return `<li><a href="${escape(action)}?fill=${encodeURIComponent(user.username)}"${current}>
<span>${escape(fullName(user))} <small>${escape(user.username)}</small></span><small>${escape(description)}</small></a></li>`;
}

function peopleList(view: SignInPage): string {
  const lists = view.teams.map(({ name, people }) => {
    const lines = people.map((user) => personLine(user, view.action, view.username)).join('\n');
    const open = people.some(({ username }) => username === view.username) ? ' open' : '';
    return `<details${open}><summary>${escape(name)} <small>${people.length}</small></summary>\n<ul>${lines}</ul></details>`;
  });
  return `<h2>示例城市的人员 <span class="en" lang="en">People of the sample city</span></h2>
<p><small>点击姓名即填入用户名和密码，仅供试用。 <span lang="en">A click fills in name and password; for trying out only.</span></small></p>
${lists.join('\n')}`;
}

export const noticeText = (notice: Notice | undefined): string =>
  notice
    ? `<p class="bad" role="alert">${escape(notice.zh)}<span class="en" lang="en">${escape(notice.en)}</span></p>`
    : '';

/** The sign-in form; below it the sample's people, whom a click fills in. */
export function signInPage(view: SignInPage): string {
  const notice = noticeText(view.notice);
  const people = view.teams.length > 0 ? peopleList(view) : '';
  const focusOnButton = view.username !== '' && view.password !== '';
  return page(
    '登录 · 两级 Liangji',
    `<div class="card">
<h1>登录 <span class="en" lang="en">Sign in</span></h1>
${notice}
<form method="post" action="${escape(view.action)}">
<label>用户名 <span class="en" lang="en">User name</span>
<input name="username" autocomplete="username" required autocapitalize="none" spellcheck="false"
 value="${escape(view.username)}"${view.username === '' ? ' autofocus' : ''}></label>
<label>密码 <span class="en" lang="en">Password</span>
<input name="password" type="password" autocomplete="current-password" required
 value="${escape(view.password)}"${view.username !== '' && view.password === '' ? ' autofocus' : ''}></label>
<button type="submit"${focusOnButton ? ' autofocus' : ''}>登录 Sign in</button>
</form>
</div>
${people}`,
  );
}
