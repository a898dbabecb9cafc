import type { Problem } from '@liangji/platform';
import { problemPage } from '../../problems/index.ts';

/** What a person sees who came back from the sign-in service and cannot be let in; `signOut` as in the page of problems. */
export function failurePage(problem: Problem, signOut?: string): string {
  return problemPage(problem, {
    heading: { zh: '登录未完成', en: 'Signing in was not completed' },
    ways: [
      { href: '/auth/login?prompt=login', zh: '换一个账号登录', en: 'Sign in as somebody else' },
      { href: '/', zh: '返回首页', en: 'Go to the start page' },
    ],
    signOut,
  });
}
