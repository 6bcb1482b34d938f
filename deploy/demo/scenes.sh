# scenes.sh: what is played. One function a scene, called with the arguments that the plan gives. Sourced by record.
# $DAY is the folder of the day, $DAYLOG the one of the programs' logs, $PKI the certificates, $SITE the archive and its configuration.

dicom() { # host logfile program arguments: one client, whose log is kept
  local host=$1 log=$2; shift 2
  in_host "$host" "$@" >> "$DAYLOG/$log" 2>&1
}

# --- HL7 stations: long-lived Java programs, told what to do through a pipe

declare -A STATION_IN STATION_OUT

station_start() { # host application facility prefix
  local host=$1 in out
  mkfifo "$DAY/$host.in" "$DAY/$host.out"
  exec {in}<> "$DAY/$host.in" {out}<> "$DAY/$host.out"
  STATION_IN[$host]=$in STATION_OUT[$host]=$out
  ip netns exec "$LAB-$host" "$JAVA" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m -Djava.net.preferIPv4Stack=true -cp "$CLASSPATH" \
    io.wardtap.demo.Hl7Station "$2" "$3" "$4" "$DAY/patients.tsv" "$DAYLOG/hl7-$host.log" \
    < "$DAY/$host.in" > "$DAY/$host.out" 2> "$DAYLOG/hl7-$host.err" &
  PIDS+=($!)
}

station() { # host command...: waits until it is done
  local host=$1 answer; shift
  echo "$*" >&"${STATION_IN[$host]}"
  read -r -t 30 answer <&"${STATION_OUT[$host]}" || { echo "station $host does not answer: $*" >&2; return 1; }
  [ "$answer" = ok ] || { echo "station $host: $answer" >&2; return 1; }
}

stations_start() {
  station_start engine ENGINE GENERAL EN
  station_start ehr EHR GENERAL EH
  station_start ris RIS RADIOLOGY RI
  station_start lis LIS LABORATORY LI
  station_start mongw MONGW^00005EFFFE005351^EUI-64 ICU MG
  station_start pumpgw PUMPGW^00005EFFFE005352^EUI-64 ICU PG
  station_start analyser CHEMA LABORATORY CH
  station engine listen 2575
  station engine listen 6661
  station ris listen 2575
  station lis listen 2575
}

# --- servers

servers_start() {
  start pacs "$DAYLOG/pacs.log" dcmqrscp -v -c "$SITE/dcmqrscp.cfg"
  start archive "$DAYLOG/archive.log" storescp -v --ignore +xa --fork -aet ARCHIVE 11112
  start archive "$DAYLOG/secarch.log" storescp -v --ignore +xa --fork -aet SECARCH +tls "$PKI/archive.key" "$PKI/archive.crt" \
    +cf "$PKI/ca.crt" -rc 2762
  start ris "$DAYLOG/worklist.log" wlmscpfs -v --fork -csk -dfp "$DAY/wl" 2112
  start ws1 "$DAYLOG/ws1.log" storescp -v --ignore +xa --fork -aet WS1 11112
  start ct1 "$DAYLOG/ct1.log" storescp -v --ignore +xa --fork -aet CT1 104
  start cloud "$DAYLOG/cloud.log" storescp -v --ignore +xa --fork -aet CLOUDSTORE 11112
}

# --- ordinary scenes: HL7

scene_feeds() {
  station mongw connect ENGINE ENGINE GENERAL 10.20.0.15 2575
  station ehr connect ENGINE ENGINE GENERAL 10.20.0.15 6661
  station lis connect ENGINE ENGINE GENERAL 10.20.0.15 6661
  station engine connect RIS RIS RADIOLOGY 10.20.0.12 2575
  station engine connect LIS LIS LABORATORY 10.20.0.30 2575
  station engine route RIS ADT ORM-RAD SIU
  station engine route LIS ADT ORM-LAB
}
scene_vitals() { station mongw send ENGINE vitals "$@"; }                                  # n patient time bed
scene_infusion() { station pumpgw once 10.20.0.15 2575 ENGINE GENERAL infusion "$@"; }     # n patient time pump
scene_adt() { station ehr send ENGINE adt "$@"; station engine drain; }                    # n patient time trigger
scene_order() { station ehr send ENGINE order "$@"; station engine drain; }                # n patient time department
scene_appointment() { station ehr send ENGINE appointment "$@"; station engine drain; }    # n patient time
scene_laboratory() {                                                                       # n patient time
  station analyser once 10.20.0.30 2575 LIS LABORATORY laboratory "$@"
  station lis send ENGINE laboratory "$@"
}
# an order that the laboratory system refuses; the engine keeps it and tries again later
scene_refused() { station lis answer AE; scene_order "$@" LAB; }                           # n patient time
scene_retry() { station lis answer "$1"; station engine retry LIS; }                       # AE or AA

# --- ordinary scenes: DICOM

scene_store() { # AE study UID
  case $1 in
    CT1) dicom ct1 store.log storescu -v -R -xe -aet CT1 -aec PACS +sd 10.20.0.10 104 "$DAY/dcm/$2" ;;
    MR1) dicom mr1 store.log storescu -v -R -xi -aet MR1 -aec PACS +sd 10.20.0.10 104 "$DAY/dcm/$2" ;;
    CR1) dicom cr1 store.log storescu -v -R -xe -aet CR1 -aec PACS +sd 10.20.0.10 104 "$DAY/dcm/$2" ;;
    US1) dicom us1 store.log storescu -v -R -xy -aet US1 -aec ARCHIVE +sd 10.20.0.11 11112 "$DAY/dcm/$2" ;;
    DX1) dicom dx1 store-tls.log storescu -v -R -xe -aet DX1 -aec SECARCH +tls "$PKI/dx1.key" "$PKI/dx1.crt" +cf "$PKI/ca.crt" \
           +sd 10.20.0.11 2762 "$DAY/dcm/$2" ;;
  esac
}
scene_together() { # two modalities at the same time
  scene_store "$1" "$2" "$3" & local one=$!
  dicom us1 store2.log storescu -v -R -xy -aet "$4" -aec ARCHIVE +sd 10.20.0.11 11112 "$DAY/dcm/$5" & local two=$!
  wait $one; wait $two
}
scene_echo() { # AE
  case $1 in
    US1) dicom us1 echo.log echoscu -v -aet US1 -aec ARCHIVE 10.20.0.11 11112 ;;
    DX1) dicom dx1 echo-tls.log echoscu -v -aet DX1 -aec SECARCH +tls "$PKI/dx1.key" "$PKI/dx1.crt" +cf "$PKI/ca.crt" 10.20.0.11 2762 ;;
    *) dicom "${1,,}" echo.log echoscu -v -aet "$1" -aec PACS 10.20.0.10 104 ;;
  esac
}
scene_worklist() { # AE
  dicom "${1,,}" find.log findscu -v -W -aet "$1" -aec RISWL -k SpecificCharacterSet -k PatientName -k PatientID -k PatientBirthDate -k PatientSex \
    -k AccessionNumber -k StudyInstanceUID -k RequestedProcedureID -k RequestedProcedureDescription \
    -k "ScheduledProcedureStepSequence[0].Modality=${1:0:2}" -k "ScheduledProcedureStepSequence[0].ScheduledStationAETitle=$1" \
    -k "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartDate=$DATE" \
    -k "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartTime" \
    -k "ScheduledProcedureStepSequence[0].ScheduledProcedureStepID" 10.20.0.12 2112
}
STUDY_KEYS=(-k QueryRetrieveLevel=STUDY -k StudyInstanceUID -k StudyTime -k AccessionNumber -k PatientBirthDate)
scene_find() { # patient's id, date
  dicom ws1 find.log findscu -v -S -aet WS1 -aec PACS "${STUDY_KEYS[@]}" -k PatientName -k "PatientID=$1" -k "StudyDate=$2" 10.20.0.10 104
}
scene_findname() { # first letters of a name, date
  dicom ws1 find.log findscu -v -S -aet WS1 -aec PACS "${STUDY_KEYS[@]}" -k "PatientName=$1*" -k PatientID -k "StudyDate=$2" 10.20.0.10 104
}
scene_move() { # study
  dicom ws1 move.log movescu -v -S -aet WS1 -aec PACS -aem WS1 -k QueryRetrieveLevel=STUDY -k "StudyInstanceUID=$1" 10.20.0.10 104
}
scene_get() { # study
  mkdir -p "$DAY/got"
  dicom ws1 get.log getscu -v -S -aet WS1 -aec PACS -od "$DAY/got" -k QueryRetrieveLevel=STUDY -k "StudyInstanceUID=$1" 10.20.0.10 104
}
scene_verify() { dicom ws1 echo.log echoscu -v -aet WS1 -aec CT1 10.20.1.11 104; }
scene_pause() { :; }

# --- what goes wrong

# an unknown laptop looks for open ports on the archive and on the CT
scene_scan() { dicom laptop scan.log nmap -n -Pn -sS -p 1-200 --max-retries 1 10.20.0.10 10.20.1.11; }
# it guesses AE titles; most are refused
PROBES=(
  "STORESCU AE_TITLE 10.20.0.10 104" "ECHOSCU DCMQRSCP 10.20.0.10 104" "TESTSCU ORTHANC 10.20.0.10 104"
  "TESTSCU DCM4CHEE 10.20.0.10 104" "WORKSTATION1 STORESCP 10.20.0.10 104" "PACSADMIN QRSCP 10.20.0.10 104"
  "PACSADMIN ANY-SCP 10.20.0.10 104" "PACSADMIN ANY-SCP 10.20.1.11 104" "PACSADMIN PACS 10.20.0.10 104"
)
scene_probe() { # number
  local try; read -ra try <<< "${PROBES[$1]}"
  dicom laptop probe.log echoscu -v -aet "${try[0]}" -aec "${try[1]}" "${try[2]}" "${try[3]}" || true
}
# it takes the list of all patients, of all studies, and looks up some patients one by one
scene_harvest() {
  case $1 in
    patients) dicom laptop find.log findscu -v -P -aet PACSADMIN -aec PACS -k QueryRetrieveLevel=PATIENT -k 'PatientName=*' -k PatientID \
      -k PatientBirthDate -k PatientSex 10.20.0.10 104 ;;
    studies) dicom laptop find.log findscu -v -S -aet PACSADMIN -aec PACS "${STUDY_KEYS[@]}" -k 'PatientName=*' -k PatientID -k StudyDate \
      10.20.0.10 104 ;;
    each) # sixty patients one by one, over one association
      local id; mkdir -p "$DAY/queries"
      cut -f2 "$WORK/seeds/studies.tsv" | head -60 | while read -r id; do
        printf '(0008,0052) CS [STUDY]\n(0010,0020) LO [%s]\n(0010,0010) PN []\n(0008,1030) LO []\n(0020,000d) UI []\n' "$id" > "$DAY/queries/$id.dump"
      done
      make_objects "$DAY/queries" "$DAY/queries"
      dicom laptop find.log findscu -v -S -aet PACSADMIN -aec PACS 10.20.0.10 104 "$DAY"/queries/*.dcm ;;
  esac
}
# the CR sends a user name and a passcode in the clear
scene_identity() { # AE study UID
  dicom cr1 store.log storescu -v -R -xe --user crservice --password Winter-2024 -aet CR1 -aec PACS +sd 10.20.0.10 104 "$DAY/dcm/$2"
}
# the ultrasound unit sends studies to an address outside
scene_outside() { dicom us1 store.log storescu -v -R -xy -aet US1 -aec CLOUDSTORE +sd 203.0.113.50 11112 "$DAY/dcm/$1"; }
# the MR sends to the workstation itself, past the archive
scene_direct() { dicom mr1 store-direct.log storescu -v -R -xi -aet MR1 -aec WS1 +sd 10.20.1.50 11112 "$DAY/dcm/$1"; }
# the CT answers on a port it never offered
scene_newservice() {
  if [ -z "${SECOND_RECEIVER:-}" ]; then
    start ct1 "$DAYLOG/ct1svc.log" storescp -v --ignore +xa --fork -aet CT1SVC 4242
    SECOND_RECEIVER=$STARTED
    sleep 0.4
  fi
  dicom ws1 echo.log echoscu -v -aet WS1 -aec CT1SVC 10.20.1.11 4242
}
