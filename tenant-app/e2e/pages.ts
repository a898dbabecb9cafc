import type { Browser, Page } from 'playwright-core';
import { signIn } from './browser.ts';
import { PEOPLE } from './people.ts';

/** A page of the web app as somebody of the cast opens it. */
export interface Visited {
  name: string;
  path: string;
  /** The window of whoever may see it, signed in. */
  page: Page;
}

/** Every page the web app has, found by clicking through the sample city; a new screen adds its line here. */
export async function everyPage(browser: Browser, origin: string): Promise<Visited[]> {
  const city = await signIn(browser, PEOPLE.assessor, origin);
  const county = await signIn(browser, PEOPLE.anju, origin);
  const power = await signIn(browser, PEOPLE.power, origin);
  const twoPosts = await signIn(browser, PEOPLE.twoPosts, origin);
  const careless = await signIn(browser, PEOPLE.pengxi, origin);
  const score = await hrefOf(city, `${origin}/city`, '/city/score/');
  const cityCase = await hrefOf(city, `${origin}${score}?counter=archive_num`, '/city/cases/');
  const countyCase = await hrefOf(county, `${origin}/county/cases`, '/county/cases/');
  const countyScore = await hrefOf(county, `${origin}/county`, '/county/score/');
  const batch = await hrefOf(careless, `${origin}/county`, '/county/uploads/');
  const row = await hrefOf(careless, `${origin}${batch}?outcome=rejected`, `${batch}/rows/`);
  const mapping = await hrefOf(careless, `${origin}${batch}`, '/county/mappings/');
  const cityBatch = await hrefOf(city, `${origin}/city/uploads?region=pengxi`, '/city/uploads/pengxi/');
  const cityRow = await hrefOf(city, `${origin}${cityBatch}?outcome=rejected`, `${cityBatch}/rows/`);
  const cityMapping = await hrefOf(city, `${origin}${cityBatch}`, '/city/mappings/');
  return [
    { name: 'ranking', path: '/city', page: city },
    { name: 'compare', path: await compared(city, origin), page: city },
    { name: 'score', path: `${score}?counter=archive_num`, page: city },
    { name: 'city-cases', path: '/city/cases?overdue=1&sort=due', page: city },
    { name: 'city-case', path: cityCase, page: city },
    { name: 'city-audit', path: '/city/audit', page: city },
    { name: 'city-uploads', path: '/city/uploads', page: city },
    { name: 'city-batch', path: cityBatch, page: city },
    { name: 'city-row', path: cityRow, page: city },
    { name: 'city-mapping', path: cityMapping, page: city },
    { name: 'city-periods', path: '/city/periods', page: city },
    { name: 'county-audit', path: '/county/audit', page: county },
    { name: 'no-audit', path: '/county/audit?from=2020-01-01&to=2020-01-01', page: county },
    { name: 'overview', path: '/county', page: county },
    { name: 'upload', path: '/county/upload', page: county },
    { name: 'uploads', path: '/county/uploads', page: county },
    { name: 'no-uploads', path: '/county/uploads?from=2020-01-01&to=2020-01-01', page: county },
    { name: 'batch', path: batch, page: careless },
    { name: 'row', path: row, page: careless },
    { name: 'mapping', path: mapping, page: careless },
    { name: 'periods', path: '/county/periods', page: county },
    { name: 'cases', path: '/county/cases', page: county },
    { name: 'no-cases', path: '/county/cases?number=none', page: county },
    { name: 'county-case', path: countyCase, page: county },
    { name: 'county-score', path: countyScore, page: county },
    { name: 'desk', path: '/desk?view=all', page: county },
    { name: 'unit', path: '/unit', page: power },
    { name: 'posts', path: '/posts', page: twoPosts },
    { name: 'not-found', path: '/county/cases/none', page: county },
  ];
}

/** Two regions side by side, as the form of the ranking opens them. */
async function compared(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/city`);
  await page.locator('form[action="/city/compare"] button').first().click();
  await page.waitForURL(/\/city\/compare/);
  return page.url().slice(origin.length);
}

/** First link on a page that leads below an address. */
async function hrefOf(page: Page, url: string, below: string): Promise<string> {
  await page.goto(url);
  const href = await page.locator(`main a[href^="${below}"]`).first().getAttribute('href');
  if (href === null) throw new Error(`${url} has no link to ${below}`);
  return href;
}
