// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a file (NDJSON, one document a line) up to a PouchDB server and down again into another database.
//
// NODE_PATH=… node pouchdb.js ROWS.ndjson FOLDER
// prints {"up": seconds, "down": seconds, "rows": number}
'use strict'
const fs = require('fs')
const path = require('path')
const http = require('http')
const { spawn } = require('child_process')
const PouchDB = require('pouchdb')

const [file, folder] = process.argv.slice(2)
const rows = fs.readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line))

function answers (url) {
  return new Promise(resolve => {
    http.get(url, answer => { answer.resume(); resolve(true) }).on('error', () => resolve(false))
  })
}

async function serve () {
  const port = 20000 + process.pid % 20000
  const bin = require.resolve('pouchdb-server/bin/pouchdb-server')
  const server = spawn(process.execPath, [bin, '--port', port, '--dir', path.join(folder, 'server'), '--no-stdout-logs'],
    { cwd: folder, stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}/`
  while (!await answers(url)) await new Promise(resolve => setTimeout(resolve, 100))
  return { server, url }
}

async function timed (work) {
  const start = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - start) / 1e9
}

async function main () {
  fs.mkdirSync(path.join(folder, 'server'), { recursive: true })
  const { server, url } = await serve()
  try {
    const here = new PouchDB(path.join(folder, 'here'))
    for (let i = 0; i < rows.length; i += 1000) await here.bulkDocs(rows.slice(i, i + 1000))
    const up = await timed(() => here.replicate.to(url + 'rows'))
    const there = new PouchDB(path.join(folder, 'there'))
    const down = await timed(() => there.replicate.from(url + 'rows'))
    const info = await there.info()
    if (info.doc_count !== rows.length) throw new Error(`${info.doc_count} of ${rows.length} rows arrived`)
    console.log(JSON.stringify({ up, down, rows: rows.length }))
  } finally {
    server.kill()
  }
}

main().then(() => process.exit(0), error => { console.error(error); process.exit(1) })
