import { type Command, InvalidArgumentError, Option } from 'commander';
import { TrabeculaError } from '../../core/index.ts';
import type { DicomwebAccess } from '../app/dicomweb-access.ts';

/** Where a study is taken from instead of a folder. */
export interface DicomwebOptions {
  readonly dicomweb?: string;
  readonly study?: string;
  readonly withCt: boolean;
  readonly timeout: number;
}

/** For the commands that read a folder: a study at a server in place of it. */
export function addDicomwebOptions(command: Command): Command {
  return command
    .addOption(dicomwebOption())
    .option('--study <uid>', 'Study Instance UID at that server')
    .addOption(withCtOption())
    .addOption(timeoutOption())
    .addHelpText('after', `\n${LOGIN_HELP}`);
}

export const LOGIN_HELP = `A server's user comes from the environment, never from the command line: TRABECULA_DICOMWEB_TOKEN, or
TRABECULA_DICOMWEB_USER and TRABECULA_DICOMWEB_PASSWORD. NODE_EXTRA_CA_CERTS names a file with an authority of your own.`;

export function dicomwebOption(): Option {
  return new Option('--dicomweb <url>', 'a PACS that speaks DICOMweb, instead of a folder');
}

export function withCtOption(): Option {
  return new Option('--with-ct', 'fetch the CT, too').default(false);
}

export function timeoutOption(): Option {
  return new Option('--timeout <seconds>', 'how long the server may be silent')
    .default(60)
    .argParser((word: string) => {
      const seconds = Number(word);
      if (!/^\d+(\.\d+)?$/.test(word) || seconds <= 0 || seconds > 3600) {
        throw new InvalidArgumentError('Seconds above 0, at most 3600, are wanted.');
      }
      return seconds;
    });
}

/** @throws TrabeculaError usage */
export function dicomwebAccess(url: string, timeoutSeconds: number): DicomwebAccess {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new TrabeculaError('usage', {
      what: 'NODE_TLS_REJECT_UNAUTHORIZED=0 takes any server for the one that is meant',
      expected: 'its authority in the file that NODE_EXTRA_CA_CERTS names',
    });
  }
  return { url, login: login(), silenceMs: timeoutSeconds * 1000 };
}

function login(): DicomwebAccess['login'] {
  const token = process.env['TRABECULA_DICOMWEB_TOKEN'] ?? '';
  const user = process.env['TRABECULA_DICOMWEB_USER'] ?? '';
  const password = process.env['TRABECULA_DICOMWEB_PASSWORD'] ?? '';
  if (token !== '' && user !== '') {
    throw new TrabeculaError('usage', { what: 'TRABECULA_DICOMWEB_TOKEN and TRABECULA_DICOMWEB_USER are both set' });
  }
  if (token !== '') return { token };
  if (user === '' && password !== '') {
    throw new TrabeculaError('usage', { what: 'TRABECULA_DICOMWEB_PASSWORD is set without TRABECULA_DICOMWEB_USER' });
  }
  return user === '' ? null : { user, password };
}
