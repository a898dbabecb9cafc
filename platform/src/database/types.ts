import { types } from 'pg';

// Civil days are text 'YYYY-MM-DD': a JavaScript Date would move them with the zone of the process.
const DATE = 1082;
types.setTypeParser(DATE, (text) => text);
