import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { Verification } from '../../../contexts/document/model.ts'
import { verifyFile, verifyPaper } from '../../../contexts/document/contract.ts'
import { call } from '../../client.ts'
import { sha256OfFile } from '../../ui/device.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'

/** Whether a paper is genuine: by the code printed on it, or by the file itself. */
export function VerifyPage() {
  const { token = '' } = useParams()
  useTitle(words.check.title)
  return token ? <ByToken key={token} token={token} /> : <Ask />
}

function Ask() {
  const [code, setCode] = useState('')
  const go = useNavigate()
  return (
    <>
      <h1>{words.check.title}</h1>
      <p className="lead">{words.check.says}</p>
      <div className="two-columns">
        <section className="card">
          <h2>
            <label htmlFor="code">{words.check.code}</label>
          </h2>
          <form
            className="search"
            onSubmit={(event) => {
              event.preventDefault()
              if (code.trim()) void go(`/verify/${encodeURIComponent(code.trim())}`)
            }}
          >
            <Input
              id="code"
              value={code}
              maxLength={40}
              placeholder={words.check.codeHint}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setCode(event.target.value)}
            />
            <Button type="primary" htmlType="submit">
              {words.check.submit}
            </Button>
          </form>
        </section>
        <ByFile />
      </div>
    </>
  )
}

function ByToken({ token }: { token: string }) {
  const answer = useQuery({ queryKey: ['verify', token], queryFn: () => call(verifyPaper, { token }), retry: false })
  return (
    <>
      <h1>{words.check.title}</h1>
      {answer.isPending && <Loading />}
      {answer.error && <TroubleNotice trouble={troubleOf(answer.error)} />}
      {answer.data && <Verdict found={answer.data} />}
      {answer.data?.pdfSha256 && <CompareHere sha256={answer.data.pdfSha256} />}
      <p className="section">
        <Link to="/verify">{words.check.another}</Link>
      </p>
    </>
  )
}

type Kind = keyof typeof words.check.verdicts
const LOOK: Record<Kind, string> = { genuine: 'good', corrected: 'warn', altered: 'bad', unknown: 'bad' }

const kindOf = ({ found, genuine, state }: Verification): Kind =>
  !found ? 'unknown' : !genuine ? 'altered' : state === 'corrected' ? 'corrected' : 'genuine'

function Verdict({ found }: { found: Verification }) {
  const { check } = words
  const kind = kindOf(found)
  return (
    <section className={`verdict ${LOOK[kind]}`} role="status" aria-label={check.title}>
      <h2>{check.verdicts[kind]}</h2>
      <p>{found.says}</p>
      {kind === 'unknown' && <p>{check.unknownMend}</p>}
      {kind === 'altered' && <p>{check.alteredMend}</p>}
      {kind === 'corrected' && <p>{check.correctedMend(found.correctedByNumber)}</p>}
      {found.found && (
        <Facts
          facts={[
            { label: check.paper, value: found.title },
            { label: check.number, value: found.number ?? check.noNumber },
            { label: check.bureau, value: found.bureau },
            { label: check.issuedOn, value: found.issuedOn },
            ...(found.pdfSha256
              ? [{ label: check.sha256, value: <span className="hash">{found.pdfSha256}</span>, wide: true }]
              : []),
          ]}
        />
      )}
    </section>
  )
}

/** The file never leaves the device: its hash is taken here and held against the one that was issued. */
function CompareHere({ sha256 }: { sha256: string }) {
  const [same, setSame] = useState<boolean | null>(null)
  const act = useSubmit(sha256OfFile, (found) => setSame(found === sha256))
  return (
    <section className="card section">
      <h2>{words.check.compare}</h2>
      <p>{words.check.fileSays}</p>
      <PdfChoice
        busy={act.busy}
        onFile={(file) => {
          setSame(null)
          void act.submit(file)
        }}
      />
      <TroubleNotice trouble={act.trouble} />
      <div aria-live="polite">
        {same === true && (
          <div className="verdict good spaced">
            <h3>{words.check.same}</h3>
          </div>
        )}
        {same === false && (
          <div className="verdict bad spaced">
            <h3>{words.check.verdicts.altered}</h3>
            <p>{words.check.alteredMend}</p>
          </div>
        )}
      </div>
    </section>
  )
}

/** Without a code the server is asked for the paper of the file; it compares and keeps nothing. */
function ByFile() {
  const [found, setFound] = useState<Verification | null>(null)
  const act = useSubmit((file: File, key) => call(verifyFile, {}, { key, file }), setFound)
  return (
    <section className="card">
      <h2>{words.check.file}</h2>
      <p>{words.check.fileSaysServer}</p>
      <PdfChoice
        busy={act.busy}
        onFile={(file) => {
          setFound(null)
          void act.submit(file)
        }}
      />
      <TroubleNotice trouble={act.trouble} />
      {found && (
        <div className="spaced">
          <Verdict found={found} />
        </div>
      )}
    </section>
  )
}

function PdfChoice({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const [wrong, setWrong] = useState(false)
  const choose = (file: File | undefined) => {
    if (!file) return
    const isPdf = file.type === 'application/pdf' || /\.pdf$/i.test(file.name)
    setWrong(!isPdf)
    if (isPdf) onFile(file)
  }
  return (
    <>
      <label className="file-choice">
        {busy ? words.check.hashing : words.check.choose}
        <input
          type="file"
          accept="application/pdf,.pdf"
          disabled={busy}
          onChange={(event) => {
            choose(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </label>
      {wrong && (
        <p role="alert" className="breach">
          {words.check.notPdf}
        </p>
      )}
    </>
  )
}
